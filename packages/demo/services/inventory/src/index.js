export const canReserve = (stock, wanted) => stock >= wanted;
