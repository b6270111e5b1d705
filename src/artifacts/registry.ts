import type { RowOf } from '../model/columns.ts';
import type { ArtifactDefinition } from './kit/artifact.ts';
import type * as chatTables from './kit/chats/tables.ts';
import { catalog } from './load-catalog.ts';
import { calendar } from './rich/calendar/index.ts';
import { calls } from './rich/calls/index.ts';
import { contacts } from './rich/contacts/index.ts';
import { messages } from './rich/messages/index.ts';
import { notes } from './rich/notes/index.ts';
import { photos } from './rich/photos/index.ts';
import { whatsapp } from './rich/whatsapp/index.ts';

/** Every artifact, in the order in which it is read: contacts first, since names come from there; then those of one file. */
export const registry: readonly ArtifactDefinition[] = [
  contacts,
  messages,
  whatsapp,
  calls,
  photos,
  notes,
  calendar,
  ...catalog,
];

/** The tables of the artifacts that have views of their own, by their SQL name. */
const richTables = {
  ...contacts.tables,
  ...messages.tables,
  ...whatsapp.tables,
  ...calls.tables,
  ...photos.tables,
  ...notes.tables,
  ...calendar.tables,
};

/** The type of {@link artifactTables} as far as it is known without running: what the store and the views are typed by. */
export type ArtifactTables = typeof richTables;

/** Rows of the tables that every declared chat app has. */
export type DeclaredChatRows = {
  readonly chat: RowOf<typeof chatTables.chats>;
  readonly message: RowOf<typeof chatTables.messages>;
  readonly attachment: RowOf<typeof chatTables.attachments>;
  readonly call: RowOf<typeof chatTables.calls>;
};

/** The tables of every artifact, by their SQL name. */
export const artifactTables: ArtifactTables = Object.assign(
  {},
  richTables,
  ...catalog.map(({ tables }) => tables),
) as ArtifactTables;
