/** Maximum size in bytes of the text that the phone recognised in a picture, scan or drawing. */
export const MAX_RECOGNISED = 1024 * 1024;
