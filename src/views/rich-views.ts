import type { PersonView } from '../contract/person.ts';
import type { JsonValue } from '../model/columns.ts';
import type { People } from './people/people.ts';
import type { Scope } from './scope.ts';
import type { ViewContext } from './types.ts';

/** A record about a person who is identified by name only. */
export interface Namesake {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  /** Number of items. */
  readonly count: number;
}

/** Extensions of the generic views by a rich artifact, for data that column roles do not cover. */
export interface RichViews {
  readonly artifact: string;
  /** The sender of a record, from the payload of its search document; null if it has none. */
  senderOf?(payload: Readonly<Record<string, JsonValue>>, people: People): PersonView | null;
  /** Records about people with one of these folded names. */
  readonly namesakes?: (ctx: ViewContext, scope: Scope, names: ReadonlySet<string>) => Promise<Namesake[]>;
}
