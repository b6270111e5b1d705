import type { PersonView } from '../contract/person.ts';
import type { JsonValue } from '../model/columns.ts';
import type { People } from './people/people.ts';
import type { Scope } from './scope.ts';
import type { ViewContext } from './types.ts';

/** A record about somebody who is known by name only. */
export interface Namesake {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  /** How much there is of them. */
  readonly count: number;
}

/** What the folder of a rich artifact adds to the views of all kinds, where the roles of columns do not tell enough. */
export interface RichViews {
  readonly artifact: string;
  /** Who a record comes from, by the payload of its search document; null for records that come from nobody. */
  senderOf?(payload: Readonly<Record<string, JsonValue>>, people: People): PersonView | null;
  /** Records about people with one of these folded names. */
  readonly namesakes?: (ctx: ViewContext, scope: Scope, names: ReadonlySet<string>) => Promise<Namesake[]>;
}
