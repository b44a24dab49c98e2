export const defaults = { currency: "EUR", language: "en" };
