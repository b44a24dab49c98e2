export const list = (products) => products.filter(({ hidden }) => !hidden);
