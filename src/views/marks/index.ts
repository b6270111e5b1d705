export { listMarkedRecords, listMarks, type MarkedQuery, requireRecords } from './marks.ts';
