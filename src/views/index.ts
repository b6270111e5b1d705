export {
  type AppSource,
  getBackup,
  getLedger,
  listBackups,
} from './backups.ts';
export {
  type ContactPhoto,
  type ContactQuery,
  contactPhoto,
  getContact,
  listContacts,
} from './contacts.ts';
export {
  type ConversationQuery,
  type ConversationSort,
  getConversation,
  listConversations,
} from './conversations.ts';
export { fileView } from './files.ts';
export { getMessage, listMessages, type MessageOrder, type MessagePage, type MessageQuery } from './messages.ts';
export { type SearchQuery, search } from './search.ts';
export type { ViewContext } from './types.ts';
