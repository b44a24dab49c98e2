export const isPaid = ({ total, paid }) => paid >= total;
