import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `photo_assets`. */
export type PhotoRow = RowOf<Tables['photo_assets']>;
