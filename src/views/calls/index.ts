export type { CallFilter } from './call-filter.ts';
export { type CallQuery, getCall, listCalls, listWhatsappCalls } from './list.ts';
