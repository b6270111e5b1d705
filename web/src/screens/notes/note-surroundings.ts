import { createContext, useContext } from 'react';
import type { NoteAttachmentView, NoteView } from '../../../../src/contract/notes.ts';
import type { NoteFileKeys } from '../../api/notes.ts';

/** Data for spans of a note: backup, attachments, and other notes. */
export interface NoteSurroundings {
  readonly backup: string;
  /** Keys of the existing notes that it links to, by address. */
  readonly links: ReadonlyMap<string, string>;
  readonly attachments: ReadonlyMap<string, NoteAttachmentView>;
  /** What opens files of a locked note, by fileID. */
  readonly fileKeys: NoteFileKeys;
  /** Pages of a scan or pictures of a gallery, by their parent. */
  readonly parts: ReadonlyMap<string, readonly NoteAttachmentView[]>;
}

/** Provides {@link NoteSurroundings}. */
export const Surroundings = createContext<NoteSurroundings>({
  backup: '',
  links: new Map(),
  attachments: new Map(),
  parts: new Map(),
  fileKeys: {},
});

/** See {@link NoteSurroundings}. */
export function useNoteSurroundings(): NoteSurroundings {
  return useContext(Surroundings);
}

/** Collects the data for the spans of a note. */
export function surroundingsOf(
  backup: string,
  attachments: readonly NoteAttachmentView[],
  links: NoteView['links'],
  fileKeys: NoteFileKeys = {},
): NoteSurroundings {
  const parts = Map.groupBy(
    attachments
      .filter(({ parent }) => parent !== null)
      .sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)),
    ({ parent }) => parent ?? '',
  );
  return {
    backup,
    links: new Map(links.map(({ address, key }) => [address, key])),
    attachments: new Map(attachments.map((attachment) => [attachment.key, attachment])),
    parts,
    fileKeys,
  };
}
