import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `calls`. */
export type CallRow = RowOf<Tables['calls']>;
