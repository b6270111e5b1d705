export { findRemains, type Inspection, inspect, type Unread } from './find-remains.ts';
