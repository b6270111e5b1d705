import type { Generation } from './messages-schema.ts';

/** An index with the first generation that has it. */
type Index = readonly [since: Generation, name: string, definition: string];

const INDEXES: readonly Index[] = [
  [6, 'message_attachment_join_idx_message_id', 'message_attachment_join(message_id)'],
  [6, 'message_attachment_join_idx_attachment_id', 'message_attachment_join(attachment_id)'],
  [6, 'chat_idx_chat_identifier_service_name', 'chat(chat_identifier, service_name)'],
  [6, 'chat_idx_chat_identifier', 'chat(chat_identifier)'],
  [6, 'chat_idx_chat_room_name_service_name', 'chat(room_name, service_name)'],
  [6, 'chat_idx_is_archived', 'chat(is_archived)'],
  [9, 'chat_idx_group_id', 'chat(group_id)'],
  [6, 'chat_handle_join_idx_handle_id', 'chat_handle_join(handle_id)'],
  [6, 'chat_message_join_idx_chat_id', 'chat_message_join(chat_id)'],
  [9, 'chat_message_join_idx_message_id_only', 'chat_message_join(message_id)'],
  [11, 'chat_message_join_idx_message_date_id_chat_id', 'chat_message_join(chat_id, message_date, message_id)'],
  [6, 'message_idx_date', 'message(date)'],
  [6, 'message_idx_handle_id', 'message(handle_id)'],
  [6, 'message_idx_handle', 'message(handle_id, date)'],
  [6, 'message_idx_is_sent_is_from_me_error', 'message(is_sent, is_from_me, error)'],
  [6, 'message_idx_is_read', 'message(is_read, is_from_me, is_finished)'],
  [6, 'message_idx_failed', 'message(is_finished, is_from_me, error)'],
  [6, 'message_idx_was_downgraded', 'message(was_downgraded)'],
  [9, 'message_idx_expire_state', 'message(expire_state)'],
  [9, 'message_idx_other_handle', 'message(other_handle)'],
  [9, 'message_idx_isRead_isFromMe_itemType', 'message(is_read, is_from_me, item_type)'],
  [10, 'message_idx_associated_message', 'message(associated_message_guid)'],
  [11, 'message_idx_cache_has_attachments', 'message(cache_has_attachments)'],
  [11, 'message_processing_task_idx_guid_task_flags', 'message_processing_task(guid, task_flags)'],
  [14, 'message_idx_thread_originator_guid', 'message(thread_originator_guid)'],
  [16, 'chat_recoverable_message_join_message_id_idx', 'chat_recoverable_message_join(message_id)'],
  [
    16,
    'attachment_idx_purged_attachments_v2',
    'attachment(hide_attachment, ck_sync_state, transfer_state) WHERE hide_attachment = 0 AND (ck_sync_state = 1 OR ck_sync_state = 4) AND transfer_state = 0',
  ],
  [17, 'attachment_idx_is_sticker', 'attachment(is_sticker)'],
  [18, 'message_idx_schedule_state', 'message(schedule_state)'],
  [
    18,
    'message_idx_undelivered_one_to_one_imessage',
    "message(cache_roomnames, service, is_sent, is_delivered, was_downgraded, item_type) WHERE cache_roomnames IS NULL AND service IN ('iMessage', 'RCS') AND is_sent = 1 AND is_delivered = 0 AND was_downgraded = 0 AND item_type == 0 AND schedule_type == 0",
  ],
  [
    18,
    'message_idx_is_pending_satellite_message',
    'message(is_pending_satellite_send) WHERE is_pending_satellite_send = 1',
  ],
  [18, 'message_idx_is_scheduled_message', 'message(schedule_type) WHERE schedule_type = 2'],
];

/** Updates `message.cache_roomnames` after a change of the joins of message `row`. */
const recacheRooms = (row: 'NEW' | 'OLD'): string =>
  `UPDATE message SET cache_roomnames = (SELECT group_concat(c.room_name) FROM chat c INNER JOIN chat_message_join j ON c.ROWID = j.chat_id WHERE j.message_id = ${row}.message_id) WHERE message.ROWID = ${row}.message_id;`;

const dropUnlistedMessage = `DELETE FROM message WHERE message.ROWID = OLD.message_id
  AND OLD.message_id NOT IN (SELECT message_id FROM chat_message_join WHERE message_id = OLD.message_id LIMIT 1)
  AND OLD.message_id NOT IN (SELECT message_id FROM chat_recoverable_message_join WHERE message_id = OLD.message_id LIMIT 1);`;

const dropUnusedHandle = `DELETE FROM handle WHERE handle.ROWID = OLD.handle_id
  AND (SELECT 1 FROM chat_handle_join WHERE handle_id = OLD.handle_id LIMIT 1) IS NULL
  AND (SELECT 1 FROM message WHERE handle_id = OLD.handle_id LIMIT 1) IS NULL
  AND (SELECT 1 FROM message WHERE other_handle = OLD.handle_id LIMIT 1) IS NULL;`;

/** A trigger with the first generation that has it. */
type Trigger = readonly [since: Generation, name: string, event: string, body: string];

/**
 * Functions such as `delete_attachment_path()` exist on iOS only: statements that fire these triggers fail elsewhere.
 */
const TRIGGERS: readonly Trigger[] = [
  [
    6,
    'after_insert_on_message_attachment_join',
    'AFTER INSERT ON message_attachment_join',
    'UPDATE message SET cache_has_attachments = 1 WHERE message.ROWID = NEW.message_id;',
  ],
  [6, 'after_insert_on_chat_message_join', 'AFTER INSERT ON chat_message_join', recacheRooms('NEW')],
  [6, 'after_delete_on_attachment', 'AFTER DELETE ON attachment', 'SELECT delete_attachment_path(OLD.filename);'],
  [6, 'after_delete_on_chat', 'AFTER DELETE ON chat', 'DELETE FROM chat_message_join WHERE chat_id = OLD.ROWID;'],
  [
    6,
    'after_delete_on_message_attachment_join',
    'AFTER DELETE ON message_attachment_join',
    'DELETE FROM attachment WHERE attachment.ROWID = OLD.attachment_id AND (SELECT 1 FROM message_attachment_join WHERE attachment_id = OLD.attachment_id LIMIT 1) IS NULL;',
  ],
  [9, 'after_delete_on_chat_handle_join', 'AFTER DELETE ON chat_handle_join', dropUnusedHandle],
  [9, 'after_delete_on_message', 'AFTER DELETE ON message', dropUnusedHandle],
  [
    10,
    'before_delete_on_attachment',
    'BEFORE DELETE ON attachment',
    'SELECT before_delete_attachment_path(OLD.ROWID, OLD.guid);',
  ],
  [
    10,
    'after_delete_on_message_plugin',
    'AFTER DELETE ON message WHEN OLD.balloon_bundle_id IS NOT NULL',
    'SELECT after_delete_message_plugin(OLD.ROWID, OLD.guid);',
  ],
  [
    10,
    'delete_associated_messages_after_delete_on_message',
    'AFTER DELETE ON message',
    'DELETE FROM message WHERE (OLD.associated_message_guid IS NULL AND associated_message_guid IS NOT NULL AND guid = OLD.associated_message_guid);',
  ],
  [
    11,
    'update_message_date_after_update_on_message',
    'AFTER UPDATE OF date ON message',
    'UPDATE chat_message_join SET message_date = NEW.date WHERE message_id = NEW.ROWID AND message_date != NEW.date;',
  ],
  [
    11,
    'add_to_sync_deleted_messages',
    'AFTER DELETE ON message',
    'INSERT INTO sync_deleted_messages (guid, recordID) VALUES (OLD.guid, OLD.ck_record_id);',
  ],
  [
    11,
    'add_to_sync_deleted_attachments',
    'AFTER DELETE ON attachment',
    'INSERT INTO sync_deleted_attachments (guid, recordID) VALUES (OLD.guid, OLD.ck_record_id);',
  ],
  [11, 'add_to_deleted_messages', 'AFTER DELETE ON message', 'INSERT INTO deleted_messages (guid) VALUES (OLD.guid);'],
  [
    11,
    'update_last_failed_message_date',
    "AFTER UPDATE OF error ON message WHEN NEW.error != 0 AND NEW.date > COALESCE((SELECT value FROM kvtable WHERE key = 'lastFailedMessageDate'), 0)",
    "INSERT OR REPLACE INTO kvtable (key, value) VALUES ('lastFailedMessageDate', NEW.date); INSERT OR REPLACE INTO kvtable (key, value) VALUES ('lastFailedMessageRowID', NEW.rowID);",
  ],
  [
    16,
    'after_delete_on_chat_message_join',
    'AFTER DELETE ON chat_message_join',
    `${recacheRooms('OLD')} ${dropUnlistedMessage}`,
  ],
  [
    16,
    'after_delete_on_chat_recoverable_message_join',
    'AFTER DELETE ON chat_recoverable_message_join',
    `${recacheRooms('OLD')} ${dropUnlistedMessage}`,
  ],
];

/** `CREATE INDEX` statements of a generation. Creating indexes after the rows takes a third of the time. */
export function createIndexes(generation: Generation): string[] {
  return INDEXES.filter(([since]) => since <= generation).map(([, name, on]) => `CREATE INDEX ${name} ON ${on}`);
}

/** `CREATE TRIGGER` statements of a generation. */
export function createTriggers(generation: Generation): string[] {
  return TRIGGERS.filter(([since]) => since <= generation).map(
    ([, name, event, body]) => `CREATE TRIGGER ${name} ${event} BEGIN ${body} END`,
  );
}
