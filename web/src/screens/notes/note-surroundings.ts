import { createContext, useContext } from 'react';
import type { NoteAttachmentView } from '../../../../src/contract/notes.ts';

/** Data for spans of a note: backup, and attachments. */
export interface NoteSurroundings {
  readonly backup: string;
  readonly attachments: ReadonlyMap<string, NoteAttachmentView>;
  /** Pages of a scan or pictures of a gallery, by their parent. */
  readonly parts: ReadonlyMap<string, readonly NoteAttachmentView[]>;
}

/** Provides {@link NoteSurroundings}. */
export const Surroundings = createContext<NoteSurroundings>({ backup: '', attachments: new Map(), parts: new Map() });

/** See {@link NoteSurroundings}. */
export function useNoteSurroundings(): NoteSurroundings {
  return useContext(Surroundings);
}

/** Collects the data for the spans of a note. */
export function surroundingsOf(backup: string, attachments: readonly NoteAttachmentView[]): NoteSurroundings {
  const parts = Map.groupBy(
    attachments.filter(({ parent }) => parent !== null).sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
    ({ parent }) => parent ?? '',
  );
  return { backup, attachments: new Map(attachments.map((attachment) => [attachment.key, attachment])), parts };
}
