import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';
import { asList, asRecord, textOf, type Value } from '../kit/records/value.ts';

/** Keys of the lists of modules, with the state of the modules in each. */
const LISTS = [
  ['module-identifiers', 'chosen'],
  ['userenabled-fixed-module-identifiers', 'fixed'],
  ['disabled-module-identifiers', 'off'],
] as const;

function* modulesIn(document: Value): Generator<Value> {
  for (const [list, state] of LISTS) {
    for (const [index, module] of (asList(asRecord(document)?.[list]) ?? []).entries()) {
      yield { module: textOf(module), position: index + 1, state };
    }
  }
}

/** The modules of Control Center, in the order the owner chose. */
export const controlCenter = defineRecords({
  id: 'control-center',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say how Control Center was arranged.',
  seenOn: ['iOS 15 (7 modules)', 'synthetic'],
  store: documents('HomeDomain', 'Library/ControlCenter/ModuleConfiguration.plist'),
  table: 'control_center',
  name: ['Control in Control Center', 'Controls in Control Center'],
  icon: 'sliders-horizontal',
  privacy: 'P0',
  rows: modulesIn,
  fields: {
    module: f.text('module', 'What it does, as the system calls it.', { label: 'Control' }),
    position: f.integer('position', 'Its place, from 1.'),
    state: f.code('state', 'In which list it is.', {
      chosen: ['chosen', 'Chosen'],
      fixed: ['fixed', 'From the system, turned on'],
      off: ['off', 'Turned off'],
    }),
  },
  show: { title: 'module', text: ['state'] },
  example: {
    store:
      plistOf(`{"version": 1, "module-identifiers": ["com.apple.control-center.FlashlightModule", "com.apple.control-center.MuteModule"],
      "userenabled-fixed-module-identifiers": ["com.apple.Home.ControlCenter"], "disabled-module-identifiers": ["com.example.off"]}`),
    rows: `
      module                                    | position | state
      com.apple.control-center.FlashlightModule | 1        | chosen
      com.apple.control-center.MuteModule       | 2        | chosen
      com.apple.Home.ControlCenter              | 1        | fixed
      com.example.off                           | 1        | off`,
  },
});
