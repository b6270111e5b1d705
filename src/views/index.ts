export { listAccesses } from './access-log.ts';
export { listArtifactChoices } from './artifact-choices.ts';
export {
  type AppSource,
  getBackup,
  getLedger,
  listBackups,
  type SessionCheck,
  searchedView,
} from './backups.ts';
export * from './calendar/index.ts';
export { clock } from './calls/call-text.ts';
export * from './calls/index.ts';
export { isPlainMessage, type MessageBatch } from './chats/all-messages.ts';
export { listChatApps } from './chats/chat-apps.ts';
export { chatDays, countChatMessages } from './chats/chat-days.ts';
export type { ChatQuery } from './chats/chat-list.ts';
export type { MessagePage, MessageQuery, Relations } from './chats/chat-messages.ts';
export type { ChatSource } from './chats/chat-source.ts';
export { declaredSources } from './chats/declared/sources.ts';
export { type FindQuery, findInChat } from './chats/find-in-chat.ts';
export { asTyped, type BubblePiece, messageBubbles, type StyledWords } from './chats/message-bubbles.ts';
export { messageGist } from './chats/message-gist.ts';
export {
  balloonName,
  isUnreadable,
  pollLines,
  statusTime,
  wordlessSentence,
} from './chats/message-sentences.ts';
export { excerptOf } from './chats/message-text.ts';
export { chatPageStarts, chatPartStarts, type MessagePlace } from './chats/page-starts.ts';
export { PLAIN, type PlainMessage } from './chats/plain-messages.ts';
export { chatSourceOf, chatSources } from './chats/sources.ts';
export { NAMING_ARTIFACT } from './contacts/artifact.ts';
export { type ContactNames, contactNames } from './contacts/contact-names.ts';
export {
  type ContactPhoto,
  type ContactQuery,
  contactPhoto,
  getContact,
  listContacts,
} from './contacts/contacts.ts';
export * from './copy/index.ts';
export { exampleViews } from './examples.ts';
export { fileView, listDamageView } from './files.ts';
export { folderId, folderLookView, listSearchedFolders, platformView } from './folders.ts';
export { getJob, listJobs, type QueueFacts } from './jobs.ts';
export { listKinds } from './kinds.ts';
export * from './marks/index.ts';
export { messagesSource } from './messages/source.ts';
export {
  attachmentLabel,
  attachmentLink,
  attachmentWords,
  getLockedNote,
  getNote,
  type LockedNote,
  listNoteFolders,
  listNotes,
  type NoteFormat,
  type NoteQuery,
  type NoteSort,
  type OpenedNote,
  openedNote,
  pagesOf,
} from './notes/index.ts';
export * from './overview/index.ts';
export * from './people/index.ts';
export {
  countPhotoDays,
  countPhotoFacets,
  getPhoto,
  getPhotos,
  layOutPhotos,
  listPhotoAlbums,
  listPhotoKeys,
  listPhotoPeople,
  listPhotoPlaces,
  listPhotos,
  type PhotoAlbumQuery,
  type PhotoDayQuery,
  type PhotoFilter,
  type PhotoPage,
  type PhotoPeopleQuery,
  type PhotoPlaceQuery,
  type PhotoQuery,
} from './photos/index.ts';
export {
  citeRows,
  countWithoutTime,
  getRecord,
  getRecordSource,
  getTableRow,
  listKindCounts,
  listRecords,
  listTableRows,
  listTables,
  type RecordQuery,
  type TableRowPage,
  type TableRowQuery,
} from './records/index.ts';
export { type SearchQuery, search } from './search/search.ts';
export { openViews, type SnapshotViews, stateOf } from './snapshot.ts';
export * from './timeline/index.ts';
export { listPlaces } from './timeline/places.ts';
export { findTowns } from './towns/find-towns.ts';
export { nearestTown, nearWords } from './towns/nearest-town.ts';
export type { ViewContext } from './types.ts';
export { listUnread } from './unread.ts';
export { whatsappCalls } from './whatsapp/call-source.ts';
export { whatsappSource } from './whatsapp/source.ts';
