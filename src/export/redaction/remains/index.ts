export { type Inspection, inspect, isSearchable, type Unread } from './find-remains.ts';
