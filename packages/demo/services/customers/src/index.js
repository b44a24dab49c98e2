export const find = (customers, email) => customers.find((customer) => customer.email === email);
