export type { CallFilter } from './call-filter.ts';
export { type CallQuery, getCall, getWhatsappCall, listCalls, listWhatsappCalls } from './list.ts';
