/** Maximum time of a Date (ECMA-262 §21.4.1.1); a hostile backup can have larger values. */
export const MAX_TIME_MS = 8.64e15;
