import { NAMES_FILE } from '../kit/health/store.ts';
import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Apps and devices that write into Health. */
export const healthSources = defineRecords({
  id: 'health-sources',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup does not say which apps and devices write into Health.',
  seenOn: ['tables as another tool reads them in a backup', 'synthetic'],
  store: sqlite('HealthDomain', 'Health/healthdb.sqlite'),
  table: 'health_sources',
  name: ['Source of Health', 'Sources of Health'],
  icon: 'activity',
  privacy: 'P2',
  rows: 'sources',
  fields: {
    name: f.text('name', 'What it is called.'),
    app: f.text('bundle_id', 'Bundle id of the app; devices have one, too.'),
    model: f.text('product_type', 'Model of the device, as Apple numbers it.', { label: 'Model' }),
  },
  show: { title: ['name', 'app'], text: ['app', 'model'] },
  example: {
    files: {
      [NAMES_FILE]: {
        tables: {
          sources: `
            ROWID | name          | bundle_id                     | product_type
            1     | Robin’s watch | com.apple.health.6F1C0A52     | Watch6,1
            2     | Trails        | com.example.trails            |`,
        },
      },
    },
    rows: `
      name          | app                       | model
      Robin’s watch | com.apple.health.6F1C0A52 | Watch6,1
      Trails        | com.example.trails        |`,
  },
});
