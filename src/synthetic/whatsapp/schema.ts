import type { DatabaseSync } from 'node:sqlite';
import { RowWriter } from '../encoders/row-writer.ts';

/**
 * Generations of WhatsApp's stores on iOS: `classic` (about 2020) addresses people by phone number, `lid` (2025) mostly
 * by an opaque number. Tables and columns as published by several readers of real stores.
 */
export const WHATSAPP_GENERATIONS = ['classic', 'lid'] as const;

/** One of {@link WHATSAPP_GENERATIONS}. */
export type WhatsappGeneration = (typeof WHATSAPP_GENERATIONS)[number];

/** A Core Data entity: name and columns without the three common ones. Its number is in `Z_PRIMARYKEY`. */
interface Entity {
  readonly name: string;
  readonly columns: string;
  /** Columns of the `lid` generation only. */
  readonly lid?: string;
}

/** Columns of one type. */
function columnsOf(type: string, ...names: readonly string[]): string {
  return names.map((name) => `${name} ${type}`).join(', ');
}

/** Entities of `ChatStorage.sqlite`, numbered by name. */
const CHAT_ENTITIES: readonly Entity[] = [
  { name: 'WABlacklistItem', columns: columnsOf('VARCHAR', 'ZJID') },
  {
    name: 'WAChatPushConfig',
    columns: `${columnsOf('TIMESTAMP', 'ZMUTEDUNTIL')}, ${columnsOf('VARCHAR', 'ZJID', 'ZRINGTONE')}`,
  },
  {
    name: 'WAChatSession',
    columns: `${columnsOf('INTEGER', 'ZARCHIVED', 'ZCONTACTABID', 'ZFLAGS', 'ZHIDDEN', 'ZIDENTITYVERIFICATIONEPOCH', 'ZIDENTITYVERIFICATIONSTATE', 'ZMESSAGECOUNTER', 'ZREMOVED', 'ZSESSIONTYPE', 'ZSPOTLIGHTSTATUS', 'ZUNREADCOUNT', 'ZGROUPINFO', 'ZLASTMESSAGE', 'ZPROPERTIES')},
      ${columnsOf('TIMESTAMP', 'ZLASTMESSAGEDATE', 'ZLOCATIONSHARINGENDDATE')},
      ${columnsOf('VARCHAR', 'ZCONTACTJID', 'ZETAG', 'ZLASTMESSAGETEXT', 'ZPARTNERNAME', 'ZSAVEDINPUT')}`,
    lid: 'ZPIN INTEGER, ZCONTACTIDENTIFIER VARCHAR',
  },
  {
    name: 'WAGroupInfo',
    columns: `${columnsOf('INTEGER', 'ZSTATE', 'ZCHATSESSION', 'ZLASTMESSAGEOWNER')}, ${columnsOf('TIMESTAMP', 'ZCREATIONDATE', 'ZSUBJECTTIMESTAMP')},
      ${columnsOf('VARCHAR', 'ZCREATORJID', 'ZOWNERJID', 'ZPICTUREID', 'ZPICTUREPATH', 'ZSOURCEJID', 'ZSUBJECTOWNERJID')}`,
  },
  {
    name: 'WAGroupMember',
    columns: `${columnsOf('INTEGER', 'ZCONTACTABID', 'ZISACTIVE', 'ZISADMIN', 'ZSENDERKEYSENT', 'ZCHATSESSION', 'ZRECENTGROUPCHAT')},
      ${columnsOf('VARCHAR', 'ZCONTACTNAME', 'ZFIRSTNAME', 'ZMEMBERJID')}`,
    lid: 'ZCONTACTIDENTIFIER VARCHAR',
  },
  {
    name: 'WAMediaItem',
    columns: `${columnsOf('INTEGER', 'ZCLOUDSTATUS', 'ZFILESIZE', 'ZMEDIAORIGIN', 'ZMOVIEDURATION', 'ZMESSAGE')},
      ${columnsOf('FLOAT', 'ZASPECTRATIO', 'ZHACCURACY', 'ZLATITUDE', 'ZLONGITUDE')}, ZMEDIAURLDATE TIMESTAMP,
      ${columnsOf('VARCHAR', 'ZAUTHORNAME', 'ZCOLLECTIONNAME', 'ZMEDIALOCALPATH', 'ZMEDIAURL', 'ZTHUMBNAILLOCALPATH', 'ZTITLE', 'ZVCARDNAME', 'ZVCARDSTRING', 'ZXMPPTHUMBPATH')},
      ${columnsOf('BLOB', 'ZMEDIAKEY', 'ZMETADATA')}`,
  },
  {
    name: 'WAMessage',
    columns: `${columnsOf('INTEGER', 'ZCHILDMESSAGESDELIVEREDCOUNT', 'ZCHILDMESSAGESPLAYEDCOUNT', 'ZCHILDMESSAGESREADCOUNT', 'ZDATAITEMVERSION', 'ZDOCID', 'ZENCRETRYCOUNT', 'ZFILTEREDRECIPIENTCOUNT', 'ZFLAGS', 'ZGROUPEVENTTYPE', 'ZISFROMME', 'ZMESSAGEERRORSTATUS', 'ZMESSAGESTATUS', 'ZMESSAGETYPE', 'ZSORT', 'ZSPOTLIGHTSTATUS', 'ZSTARRED', 'ZCHATSESSION', 'ZGROUPMEMBER', 'ZLASTSESSION', 'ZMEDIAITEM', 'ZMESSAGEINFO', 'ZPARENTMESSAGE')},
      ${columnsOf('TIMESTAMP', 'ZMESSAGEDATE', 'ZSENTDATE')},
      ${columnsOf('VARCHAR', 'ZFROMJID', 'ZMEDIASECTIONID', 'ZPHASH', 'ZPUSHNAME', 'ZSTANZAID', 'ZTEXT', 'ZTOJID')}`,
  },
  {
    name: 'WAMessageDataItem',
    columns: `${columnsOf('INTEGER', 'ZINDEX', 'ZOWNSTHUMBNAIL', 'ZTYPE', 'ZMESSAGE')}, ZDATE TIMESTAMP,
      ${columnsOf('VARCHAR', 'ZCHATJID', 'ZCONTENT1', 'ZCONTENT2', 'ZMATCHEDTEXT', 'ZSECTIONID', 'ZSENDERJID', 'ZSUMMARY', 'ZTHUMBNAILPATH', 'ZTITLE')}`,
  },
  { name: 'WAMessageInfo', columns: 'ZMESSAGE INTEGER, ZRECEIPTINFO BLOB' },
  {
    name: 'WAProfilePictureItem',
    columns: `ZREQUESTDATE TIMESTAMP, ${columnsOf('VARCHAR', 'ZJID', 'ZPATH', 'ZPICTUREID')}`,
  },
  { name: 'WAProfilePushName', columns: columnsOf('VARCHAR', 'ZJID', 'ZPUSHNAME') },
  {
    name: 'WAZ1PaymentTransaction',
    columns: `${columnsOf('INTEGER', 'ZAMOUNT_1000', 'ZSTATUS', 'ZTYPE')}, ZTIMESTAMP TIMESTAMP, ZMETADATA BLOB,
      ${columnsOf('VARCHAR', 'ZBANKTRANSACTIONID', 'ZCURRENCY', 'ZERRORCODE', 'ZGROUPJID', 'ZMESSAGESTANZAID', 'ZRECEIVERJID', 'ZSENDERJID', 'ZTRANSACTIONID')}`,
  },
];

const CONTACT_ENTITIES: readonly Entity[] = [
  {
    name: 'WAAddressBookContact',
    columns: `${columnsOf('INTEGER', 'ZPHONENUMBERSTATUS', 'ZSYNCPOLICY')}, ${columnsOf('TIMESTAMP', 'ZABOUTTIMESTAMP', 'ZLASTUPDATED')},
      ${columnsOf('VARCHAR', 'ZABOUTTEXT', 'ZFULLNAME', 'ZGIVENNAME', 'ZLASTNAME', 'ZLOCALIZEDPHONENUMBER', 'ZPHONENUMBER', 'ZPHONENUMBERLABEL', 'ZWHATSAPPID')}`,
    lid: 'ZLID VARCHAR, ZUSERNAME VARCHAR, ZDISAPPEARINGMODEDURATION FLOAT, ZDISAPPEARINGMODETIMESTAMP TIMESTAMP',
  },
];

/** Entities of `CallHistory.sqlite`. `Z1…` refers to the first entity: both relations belong to the aggregate. */
const CALL_ENTITIES: readonly Entity[] = [
  {
    name: 'WAAggregateCallEvent',
    columns: `${columnsOf('INTEGER', 'ZINCOMING', 'ZMISSED', 'ZVIDEO')}, ZFIRSTDATE TIMESTAMP`,
  },
  {
    name: 'WACDCallEvent',
    columns: `${columnsOf('INTEGER', 'ZBYTESRECEIVED', 'ZBYTESSENT', 'ZOUTCOME', 'Z1CALLEVENTS')}, ZDATE TIMESTAMP, ZDURATION FLOAT,
      ${columnsOf('VARCHAR', 'ZCALLIDSTRING', 'ZGROUPJIDSTRING', 'ZGROUPCALLCREATORUSERJIDSTRING')}`,
  },
  { name: 'WACDCallEventParticipant', columns: 'ZOUTCOME INTEGER, Z1PARTICIPANTS INTEGER, ZJIDSTRING VARCHAR' },
];

const LID_ENTITIES: readonly Entity[] = [
  { name: 'WAPhoneNumberLIDPair', columns: 'ZTIMESTAMP TIMESTAMP, ZLID VARCHAR, ZPHONENUMBER VARCHAR' },
  {
    name: 'WAZAccount',
    columns: `ZCREATEDAT TIMESTAMP, ${columnsOf('VARCHAR', 'ZDISPLAYNAME', 'ZIDENTIFIER', 'ZPHONENUMBER')}`,
  },
];

const STORES = { chats: CHAT_ENTITIES, contacts: CONTACT_ENTITIES, calls: CALL_ENTITIES, lids: LID_ENTITIES } as const;

/** One of WhatsApp's databases. */
export type WhatsappStore = keyof typeof STORES;

/** Creates the tables of a store, and `Z_PRIMARYKEY` with the numbers of its entities. */
export function createWhatsappTables(db: DatabaseSync, store: WhatsappStore, generation: WhatsappGeneration): void {
  db.exec(
    'CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER); ' +
      'CREATE TABLE Z_METADATA (Z_VERSION INTEGER PRIMARY KEY, Z_UUID VARCHAR(255), Z_PLIST BLOB)',
  );
  const keys = new RowWriter(db, 'Z_PRIMARYKEY');
  for (const [index, { name, columns, lid }] of STORES[store].entries()) {
    const more = generation === 'lid' && lid !== undefined ? `, ${lid}` : '';
    db.exec(
      `CREATE TABLE Z${name.toUpperCase()} (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER DEFAULT ${String(index + 1)}, Z_OPT INTEGER DEFAULT 1, ${columns}${more})`,
    );
    keys.insert({ Z_ENT: index + 1, Z_NAME: name, Z_SUPER: 0, Z_MAX: 0 });
  }
}

/** Creates the indexes of a filled `ChatStorage.sqlite` and sets the row count of each entity. */
export function finishWhatsappStore(db: DatabaseSync, store: WhatsappStore): void {
  if (store === 'chats') {
    db.exec(
      'CREATE INDEX Z_WAMessage_byChatSessionIndex ON ZWAMESSAGE (ZCHATSESSION, ZSORT); ' +
        'CREATE INDEX ZWAMESSAGE_ZSTANZAID_INDEX ON ZWAMESSAGE (ZSTANZAID); ' +
        'CREATE INDEX ZWAMEDIAITEM_ZMESSAGE_INDEX ON ZWAMEDIAITEM (ZMESSAGE)',
    );
  }
  for (const { name } of STORES[store]) {
    const table = `Z${name.toUpperCase()}`;
    db.exec(`UPDATE Z_PRIMARYKEY SET Z_MAX = (SELECT ifnull(max(Z_PK), 0) FROM ${table}) WHERE Z_NAME = '${name}'`);
  }
}
