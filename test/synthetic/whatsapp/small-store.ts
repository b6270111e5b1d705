import type { Row } from '../../../src/synthetic/encoders/row-writer.ts';
import type { TestStore } from '../../support/artifacts/whatsapp.ts';
import { whatsappStoreOf } from './rows.ts';

/** Rows by table. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** 2024-01-01T00:00:00Z, and its value in WhatsApp. */
export const NEW_YEAR = 1_704_067_200_000;
/** See {@link NEW_YEAR}. */
export const NEW_YEAR_SECONDS = 725_760_000;
/** Ann, the partner of session 1. */
export const ANN = '14155550101@s.whatsapp.net';
/** Bob's JID in the group. */
export const BOB_LID = '200000000000002@lid';
/** The phone number of {@link BOB_LID}. */
export const BOB = '14155550102@s.whatsapp.net';
/** The group of session 2. */
export const GROUP = '120363000000000001@g.us';

/** A ChatStorage with Ann (session 1) and a group of Ann and Bob (session 2, members 1 and 2). */
export function chats(rows: Rows): TestStore {
  const defaults: Rows = {
    ZWACHATSESSION: [
      { Z_PK: 1, ZCONTACTJID: ANN, ZPARTNERNAME: '\u200eAnn\u200f', ZSESSIONTYPE: 0 },
      { Z_PK: 2, ZCONTACTJID: GROUP, ZPARTNERNAME: 'Climbing', ZSESSIONTYPE: 1 },
    ],
    ZWAGROUPMEMBER: [
      { Z_PK: 1, ZCHATSESSION: 2, ZMEMBERJID: ANN, ZCONTACTNAME: '', ZISACTIVE: 1, ZISADMIN: 1 },
      { Z_PK: 2, ZCHATSESSION: 2, ZMEMBERJID: BOB_LID, ZCONTACTNAME: '', ZISACTIVE: 0, ZISADMIN: 0 },
    ],
  };
  return { store: 'db', db: whatsappStoreOf('chats', { ...defaults, ...rows }) };
}

/** A message from Ann with this Z_PK, `pk` seconds after new year. */
export function message(pk: number, fields: Row = {}): Row {
  return {
    Z_PK: pk,
    ZCHATSESSION: 1,
    ZMESSAGETYPE: 0,
    ZISFROMME: 0,
    ZFROMJID: ANN,
    ZMESSAGEDATE: NEW_YEAR_SECONDS + pk,
    ...fields,
  };
}
