import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type { DomainView, FileType, FileView, FolderItemView, ListDamageView } from '../../../src/contract/files.ts';
import type { PreviewView, TablePage } from '../../../src/contract/preview.ts';
import { backupPath, request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Entries per page. */
const PAGE = 200;

/** A search for files in the whole backup. */
export interface FileSearch {
  /** Part of the path. */
  readonly q: string;
  readonly type: FileType | null;
  /** Only in this domain. */
  readonly domain: string | null;
}

/** `GET /backups/{id}/domains` */
export function domainsQuery(backup: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'domains'],
    queryFn: ({ signal }) => request<Page<DomainView> & ListDamageView>(backupPath(backup, 'domains'), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ items }) => items,
  });
}

/** What `GET /backups/{id}/domains` says of damage of the list of files. */
export function listDamageQuery(backup: string) {
  return queryOptions({
    ...domainsQuery(backup),
    select: ({ damage, damageCode }: ListDamageView) => ({ damage, damageCode }),
  });
}

/** `GET /backups/{id}/folder`, page by page. */
export function folderQuery(backup: string, domain: string, path: string) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'folder', domain, path],
    ...cursorPages<Page<FolderItemView>>(backupPath(backup, 'folder'), { domain, path, limit: PAGE }),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}

/** `GET /backups/{id}/files` by part of the path or type, page by page. */
export function findFilesQuery(backup: string, { q, type, domain }: FileSearch) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'find-files', q, type, domain],
    ...cursorPages<Page<FileView>>(backupPath(backup, 'files'), {
      ...(q === '' ? {} : { path: q }),
      type,
      domain,
      kind: 'file',
      limit: PAGE,
    }),
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}

/** How a file is shown: by its type, as text, or as bytes. */
export type PreviewMode = 'auto' | 'text' | 'hex';

/** `GET /backups/{id}/file/{fileId}/preview`, in parts for text and bytes. */
export function previewQuery(backup: string, fileID: string, as: PreviewMode) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'preview', fileID, as],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      request<PreviewView>(withQuery(backupPath(backup, 'file', fileID, 'preview'), { as, offset: pageParam }), {
        signal,
      }),
    getNextPageParam: (last) => (last.kind === 'text' || last.kind === 'hex' ? last.next : null),
    select: ({ pages }) => pages,
  });
}

/** `GET /backups/{id}/file/{fileId}/preview/tables/{table}`, page by page. */
export function fileTableQuery(backup: string, fileID: string, table: string) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'preview', fileID, 'table', table],
    ...cursorPages<TablePage>(backupPath(backup, 'file', fileID, 'preview', 'tables', table), { limit: 100 }),
  });
}

/** `GET /backups/{id}/files/{fileId}`: manifest entry of a file. */
export function fileEntryQuery(backup: string, fileID: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'file-entry', fileID],
    queryFn: ({ signal }) => request<FileView>(backupPath(backup, 'files', fileID), { signal }),
  });
}
