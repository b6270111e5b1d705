export { type TimelineFilter, type TimelineRequest, timeline, timelineDays } from './timeline.ts';
