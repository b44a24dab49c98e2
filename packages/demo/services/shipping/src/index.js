export const steps = ["packed", "handed over", "delivered"];
