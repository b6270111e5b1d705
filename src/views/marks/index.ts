export { listMarkedRecords, listMarks, type MarkedQuery, marksOfKind, requireRecords } from './marks.ts';
