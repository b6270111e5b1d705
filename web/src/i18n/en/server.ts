/** A sentence that the server says, like the reason of a line of the ledger. */
export const server = (sentence: string): string => sentence;
