/**
 * Generations of sms.db, named after the iOS that introduced them. Columns and their order are those of the iOS 18
 * test.db of imessage-exporter; the generation that added each is in docs/format/messages.md.
 */
export const GENERATIONS = [6, 7, 9, 10, 11, 13, 14, 15, 16, 17, 18] as const;

/** iOS release of the schema. */
export type Generation = (typeof GENERATIONS)[number];

/** Columns that a generation added to a table, in order. */
interface Addition {
  readonly since: Generation;
  /** The last generation that has them, if they were removed. */
  readonly until?: Generation;
  readonly columns: string;
}

/** A table: columns by generation, then constraints. */
interface Table {
  readonly since: Generation;
  readonly additions: readonly Addition[];
  readonly constraints?: string;
}

const ROWID = 'ROWID INTEGER PRIMARY KEY AUTOINCREMENT';
const TO_MESSAGE = 'message_id INTEGER REFERENCES message (ROWID) ON DELETE CASCADE';
const TO_CHAT = 'chat_id INTEGER REFERENCES chat (ROWID) ON DELETE CASCADE';

/** Columns with a flag, code or counter. */
function flags(...names: string[]): string {
  return names.map((name) => `${name} INTEGER DEFAULT 0`).join(', ');
}

const TABLES: Readonly<Record<string, Table>> = {
  _SqliteDatabaseProperties: { since: 6, additions: [{ since: 6, columns: 'key TEXT, value TEXT, UNIQUE(key)' }] },
  message: {
    since: 6,
    additions: [
      {
        since: 6,
        columns: `${ROWID}, guid TEXT UNIQUE NOT NULL, text TEXT, replace INTEGER DEFAULT 0, service_center TEXT,
          handle_id INTEGER DEFAULT 0, subject TEXT, country TEXT, attributedBody BLOB, version INTEGER DEFAULT 0,
          type INTEGER DEFAULT 0, service TEXT, account TEXT, account_guid TEXT, error INTEGER DEFAULT 0,
          date INTEGER, date_read INTEGER, date_delivered INTEGER, ${flags('is_delivered', 'is_finished', 'is_emote', 'is_from_me', 'is_empty', 'is_delayed', 'is_auto_reply', 'is_prepared', 'is_read', 'is_system_message', 'is_sent', 'has_dd_results', 'is_service_message', 'is_forward', 'was_downgraded', 'is_archive', 'cache_has_attachments')},
          cache_roomnames TEXT, ${flags('was_data_detected', 'was_deduplicated')}`,
      },
      {
        since: 9,
        columns: `${flags('is_audio_message', 'is_played')}, date_played INTEGER, ${flags('item_type', 'other_handle')},
          group_title TEXT, ${flags('group_action_type', 'share_status', 'share_direction', 'is_expirable', 'expire_state', 'message_action_type', 'message_source')}`,
      },
      {
        since: 10,
        columns: `associated_message_guid TEXT, ${flags('associated_message_type')}, balloon_bundle_id TEXT,
          payload_data BLOB, expressive_send_style_id TEXT,
          ${flags('associated_message_range_location', 'associated_message_range_length')},
          time_expressive_send_played INTEGER, message_summary_info BLOB`,
      },
      {
        since: 11,
        columns: `${flags('ck_sync_state')}, ck_record_id TEXT, ck_record_change_tag TEXT, destination_caller_id TEXT`,
      },
      {
        since: 13,
        until: 17,
        columns: `${flags('sr_ck_sync_state')}, sr_ck_record_id TEXT, sr_ck_record_change_tag TEXT`,
      },
      { since: 13, columns: flags('is_corrupt') },
      {
        since: 14,
        columns: `reply_to_guid TEXT, sort_id INTEGER, ${flags('is_spam', 'has_unseen_mention')},
          thread_originator_guid TEXT, thread_originator_part TEXT`,
      },
      {
        since: 15,
        columns: `syndication_ranges TEXT, synced_syndication_ranges TEXT, ${flags('was_delivered_quietly', 'did_notify_recipient')}`,
      },
      {
        since: 16,
        columns: `${flags('date_retracted', 'date_edited', 'was_detonated')}, part_count INTEGER, ${flags('is_stewie')}`,
      },
      {
        since: 17,
        columns: `${flags('is_kt_verified', 'is_sos', 'is_critical')}, bia_reference_id TEXT DEFAULT NULL, fallback_hash TEXT DEFAULT NULL`,
      },
      {
        since: 18,
        columns: `associated_message_emoji TEXT DEFAULT NULL, ${flags('is_pending_satellite_send', 'needs_relay', 'schedule_type', 'schedule_state', 'sent_or_received_off_grid')}`,
      },
    ],
  },
  chat: {
    since: 6,
    additions: [
      {
        since: 6,
        columns: `${ROWID}, guid TEXT UNIQUE NOT NULL, style INTEGER, state INTEGER, account_id TEXT, properties BLOB,
          chat_identifier TEXT, service_name TEXT, room_name TEXT, account_login TEXT, ${flags('is_archived')},
          last_addressed_handle TEXT`,
      },
      { since: 9, columns: `display_name TEXT, group_id TEXT, ${flags('is_filtered')}, successful_query INTEGER` },
      {
        since: 11,
        columns: `engram_id TEXT, server_change_token TEXT, ${flags('ck_sync_state')}, original_group_id TEXT, ${flags('last_read_message_timestamp')}`,
      },
      {
        since: 11,
        until: 11,
        columns: 'ck_record_system_property_blob BLOB',
      },
      { since: 13, until: 17, columns: `sr_server_change_token TEXT, ${flags('sr_ck_sync_state')}` },
      { since: 13, columns: 'cloudkit_record_id TEXT, last_addressed_sim_id TEXT' },
      { since: 14, columns: flags('is_blackholed') },
      { since: 15, columns: flags('syndication_date', 'syndication_type') },
      { since: 16, columns: flags('is_recovered', 'is_deleting_incoming_messages') },
    ],
  },
  handle: {
    since: 6,
    additions: [
      {
        since: 6,
        columns: `${ROWID} UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, uncanonicalized_id TEXT`,
      },
      { since: 13, columns: 'person_centric_id TEXT' },
    ],
    constraints: 'UNIQUE (id, service)',
  },
  attachment: {
    since: 6,
    additions: [
      {
        since: 6,
        columns: `${ROWID}, guid TEXT UNIQUE NOT NULL, ${flags('created_date', 'start_date')}, filename TEXT, uti TEXT,
          mime_type TEXT, ${flags('transfer_state', 'is_outgoing')}`,
      },
      { since: 9, columns: `user_info BLOB, transfer_name TEXT, ${flags('total_bytes')}` },
      {
        since: 10,
        columns: `${flags('is_sticker')}, sticker_user_info BLOB, attribution_info BLOB, ${flags('hide_attachment')}`,
      },
      {
        since: 11,
        columns: `${flags('ck_sync_state')}, ck_server_change_token_blob BLOB, ck_record_id TEXT, original_guid TEXT UNIQUE NOT NULL`,
      },
      {
        since: 13,
        until: 17,
        columns: `${flags('sr_ck_sync_state')}, sr_ck_server_change_token_blob BLOB, sr_ck_record_id TEXT`,
      },
      { since: 15, columns: flags('is_commsafety_sensitive') },
      {
        since: 18,
        columns: `emoji_image_content_identifier TEXT DEFAULT NULL, emoji_image_short_description TEXT DEFAULT NULL, ${flags('preview_generation_state')}`,
      },
    ],
  },
  chat_handle_join: {
    since: 6,
    additions: [{ since: 6, columns: `${TO_CHAT}, handle_id INTEGER REFERENCES handle (ROWID) ON DELETE CASCADE` }],
    constraints: 'UNIQUE(chat_id, handle_id)',
  },
  chat_message_join: {
    since: 6,
    additions: [
      { since: 6, columns: `${TO_CHAT}, ${TO_MESSAGE}` },
      { since: 11, columns: flags('message_date') },
    ],
    constraints: 'PRIMARY KEY (chat_id, message_id)',
  },
  message_attachment_join: {
    since: 6,
    additions: [
      {
        since: 6,
        columns: `${TO_MESSAGE}, attachment_id INTEGER REFERENCES attachment (ROWID) ON DELETE CASCADE`,
      },
    ],
    constraints: 'UNIQUE(message_id, attachment_id)',
  },
  deleted_messages: { since: 7, additions: [{ since: 7, columns: `${ROWID} UNIQUE, guid TEXT NOT NULL` }] },
  sync_deleted_messages: {
    since: 11,
    additions: [{ since: 11, columns: `${ROWID} UNIQUE, guid TEXT NOT NULL, recordID TEXT` }],
  },
  sync_deleted_chats: {
    since: 11,
    additions: [{ since: 11, columns: `${ROWID} UNIQUE, guid TEXT NOT NULL, recordID TEXT, timestamp INTEGER` }],
  },
  sync_deleted_attachments: {
    since: 11,
    additions: [{ since: 11, columns: `${ROWID} UNIQUE, guid TEXT NOT NULL, recordID TEXT` }],
  },
  message_processing_task: {
    since: 11,
    additions: [{ since: 11, columns: `${ROWID} UNIQUE, guid TEXT NOT NULL, task_flags INTEGER NOT NULL` }],
  },
  kvtable: {
    since: 11,
    additions: [{ since: 11, columns: `${ROWID} UNIQUE, key TEXT UNIQUE NOT NULL, value BLOB NOT NULL` }],
  },
  chat_recoverable_message_join: {
    since: 16,
    additions: [{ since: 16, columns: `${TO_CHAT}, ${TO_MESSAGE}, delete_date INTEGER, ${flags('ck_sync_state')}` }],
    constraints: 'PRIMARY KEY (chat_id, message_id), CHECK (delete_date != 0)',
  },
  unsynced_removed_recoverable_messages: {
    since: 16,
    additions: [
      {
        since: 16,
        columns: `${ROWID} UNIQUE, chat_guid TEXT NOT NULL, message_guid TEXT NOT NULL, part_index INTEGER`,
      },
    ],
  },
  recoverable_message_part: {
    since: 16,
    additions: [
      {
        since: 16,
        columns: `${TO_CHAT}, ${TO_MESSAGE}, part_index INTEGER, delete_date INTEGER, part_text BLOB NOT NULL, ${flags('ck_sync_state')}`,
      },
    ],
    constraints: 'PRIMARY KEY (chat_id, message_id, part_index), CHECK (delete_date != 0)',
  },
  scheduled_messages_pending_cloudkit_delete: {
    since: 18,
    additions: [{ since: 18, columns: `${ROWID} UNIQUE, guid TEXT NOT NULL, recordID TEXT` }],
  },
};

/** `CREATE TABLE` statements of a generation. */
export function createTables(generation: Generation): string[] {
  return Object.entries(TABLES)
    .filter(([, table]) => table.since <= generation)
    .map(([name, table]) => {
      const columns = table.additions
        .filter(({ since, until }) => since <= generation && (until === undefined || generation <= until))
        .map((addition) => addition.columns);
      if (table.constraints !== undefined) columns.push(table.constraints);
      return `CREATE TABLE ${name} (${columns.join(', ')})`;
    });
}

/** `_ClientVersion` of `_SqliteDatabaseProperties`, as seen on devices (9005: iOS 9, 12005: iOS 13). */
export function clientVersion(generation: Generation): string {
  if (generation < 9) return '24';
  return generation < 13 ? '9005' : '12005';
}
