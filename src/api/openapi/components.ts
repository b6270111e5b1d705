import { z } from 'zod';
import {
  AppSchema,
  BackupDetailSchema,
  BackupListSchema,
  BackupSchema,
  IndexProgressSchema,
  LedgerEntrySchema,
  UnlockRequestSchema,
  UnlockResponseSchema,
} from '../../contract/backups.ts';
import { ProblemSchema } from '../../contract/common.ts';
import { ContactSchema, ContactSummarySchema } from '../../contract/contacts.ts';
import { DomainSchema, FileSchema } from '../../contract/files.ts';
import { AttachmentSchema, ConversationSchema, MessageSchema, PersonSchema } from '../../contract/messages.ts';
import { SearchHitSchema, SearchResultSchema } from '../../contract/search.ts';
import { EXAMPLES } from './examples.ts';

/** Schemas that the document names, under `components.schemas`. */
export const COMPONENTS = {
  App: AppSchema,
  Attachment: AttachmentSchema,
  Backup: BackupSchema,
  BackupDetail: BackupDetailSchema,
  BackupList: BackupListSchema,
  Contact: ContactSchema,
  ContactSummary: ContactSummarySchema,
  Conversation: ConversationSchema,
  Domain: DomainSchema,
  File: FileSchema,
  IndexProgress: IndexProgressSchema,
  LedgerEntry: LedgerEntrySchema,
  Message: MessageSchema,
  Person: PersonSchema,
  Problem: ProblemSchema,
  SearchHit: SearchHitSchema,
  SearchResult: SearchResultSchema,
  UnlockRequest: UnlockRequestSchema,
  UnlockResponse: UnlockResponseSchema,
} as const;

/** Gives the schemas of the contract their names and examples for the OpenAPI document. Safe to call twice. */
export function nameComponents(): void {
  for (const [id, schema] of Object.entries(COMPONENTS)) {
    const example = EXAMPLES[id as keyof typeof EXAMPLES] as object | undefined;
    z.globalRegistry.add(schema, {
      ...z.globalRegistry.get(schema),
      id,
      ...(example === undefined ? {} : { examples: [example] }),
    });
  }
}
