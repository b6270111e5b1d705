import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `contacts`. */
export type ContactRow = RowOf<Tables['contacts']>;
