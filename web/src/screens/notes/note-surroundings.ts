import { createContext, useContext } from 'react';
import type { NoteAttachmentView } from '../../../../src/contract/notes.ts';

/** What spans deep in a note need: whose it is, and what stands in it besides text. */
export interface NoteSurroundings {
  readonly backup: string;
  readonly attachments: ReadonlyMap<string, NoteAttachmentView>;
  /** Pages of a scan, pictures of a gallery, by what they are part of. */
  readonly parts: ReadonlyMap<string, readonly NoteAttachmentView[]>;
}

/** Gives what is below its surroundings. */
export const Surroundings = createContext<NoteSurroundings>({ backup: '', attachments: new Map(), parts: new Map() });

/** See {@link NoteSurroundings}. */
export function useNoteSurroundings(): NoteSurroundings {
  return useContext(Surroundings);
}

/** Puts together what the spans of a note need. */
export function surroundingsOf(backup: string, attachments: readonly NoteAttachmentView[]): NoteSurroundings {
  const parts = Map.groupBy(
    attachments.filter(({ parent }) => parent !== null).sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
    ({ parent }) => parent ?? '',
  );
  return { backup, attachments: new Map(attachments.map((attachment) => [attachment.key, attachment])), parts };
}
