export type { CallFilter } from './call-filter.ts';
export type { CallSource } from './call-source.ts';
export { type CallQuery, getCall, listCalls } from './list.ts';
export { phoneCalls } from './phone-calls.ts';
export { recordLogs } from './record-logs.ts';
export { callSourceOf, callSources } from './sources.ts';
