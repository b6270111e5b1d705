export { getOverview, warmOverview } from './overview.ts';
