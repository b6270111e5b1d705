export { getOverview } from './overview.ts';
