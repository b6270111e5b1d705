/** A value in transit from the extracting thread to the writer. */
export type BatchValue = null | number | string;
