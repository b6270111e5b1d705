import { infiniteQueryOptions, keepPreviousData, useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ChatMediaPageView, ChatMediaView } from '../../../src/contract/chat-media.ts';
import type { DownloadSchema, NamedFile } from '../../../src/contract/export.ts';
import type { MediaKind } from '../../../src/contract/media-kinds.ts';
import { dayKey } from '../format/day-key.ts';
import { type ChatPlace, chatsPath } from './chats.ts';
import { backupPath, request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';
import { save } from './save.ts';

/** Files and links per request of the gallery: several screens. */
const SHOWN = 60;
/** Per request for saving all: the most that the API gives. */
const MOST = 200;
/** Bytes of a list of files with names that the API takes. */
const MAX_BYTES = 2_500_000;
/** Length of a name in the archive, UTF-16 code units. */
const MAX_NAME = 60;

/** Result of saving the files of a gallery. */
export interface SavedMedia {
  /** Files that the backup has. */
  readonly saved: number;
  readonly total: number;
}

/** The pictures, links, files or voices of a chat, newest first, page by page. */
export function chatMediaQuery({ app, backup, chat }: ChatPlace, kind: MediaKind) {
  return infiniteQueryOptions({
    queryKey: ['chat', app.id, backup, chat, 'media', kind],
    ...cursorPages<ChatMediaPageView>(chatsPath(app, backup, chat, 'media'), { kind, limit: SHOWN }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/**
 * Downloads all files of a kind as a ZIP that is made while it is sent, named by day. Asks for the password first if
 * necessary.
 *
 * @param folder name of the folder in the ZIP
 */
export function useSaveMedia({ app, backup, chat }: ChatPlace, zone: string) {
  return useMutation({
    mutationFn: async ({
      kind,
      folder,
    }: {
      readonly kind: MediaKind;
      readonly folder: string;
    }): Promise<SavedMedia & { readonly url: string | null }> => {
      const path = chatsPath(app, backup, chat, 'media');
      const files = new Map<string, NamedFile>();
      let total = 0;
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: ChatMediaPageView = await request(withQuery(path, { kind, limit: MOST, cursor }));
        for (const item of page.items) {
          const fileID = item.attachment?.state === 'present' ? item.attachment.fileID : null;
          if (fileID === null || files.has(fileID)) continue;
          files.set(fileID, { file: fileID, folder: folder.slice(0, MAX_NAME), name: nameInArchive(item, zone) });
        }
        total += page.items.length;
        cursor = page.next;
      }
      const told = { saved: files.size, total };
      if (files.size === 0) return { ...told, url: null };
      const body = { archive: { files: fitting([...files.values()]) } };
      const { url } = await request<z.infer<typeof DownloadSchema>>(backupPath(backup, 'downloads'), {
        method: 'POST',
        body,
      });
      return { ...told, url };
    },
    onSuccess: ({ url }) => {
      if (url !== null) save(url);
    },
  });
}

/** The files with names, or without where there are too many for a request: then they keep those of the backup. */
function fitting(files: readonly NamedFile[]): readonly (NamedFile | string)[] {
  return new Blob([JSON.stringify(files)]).size > MAX_BYTES ? files.map(({ file }) => file) : files;
}

/** `2024-03-31 IMG_1`: by day and then by the name it was sent under. */
function nameInArchive({ at, attachment, key }: ChatMediaView, zone: string): string {
  const stem = (attachment?.name ?? '').replace(/\.[^.]*$/, '').slice(0, MAX_NAME);
  const name = stem === '' ? key : stem;
  return at === null ? name : `${dayKey(at, zone)} ${name}`;
}
