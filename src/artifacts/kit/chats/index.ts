export { f } from '../records/fields.ts';
export { from, lookup } from '../records/source.ts';
export { documents, formerly, sqlite } from '../records/stores.ts';
export type { DecodedList } from './declaration.ts';
export { defineChats } from './define-chats.ts';
export { type ExampleDict, nested, plist } from './example-values.ts';
export { SKYPE_ACTIVITIES, skypeInitiator, skypeMarkup, skypePicture, skypePlace } from './skype-markup.ts';
export { always, html, ifPresent, is, isNot, match, secondsBetween, when } from './sources.ts';
export { at, codes } from './value-sources.ts';
