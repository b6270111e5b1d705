import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const MODULE = 'virtual:kind-icons';
const KINDS = new URL('../src/artifacts/kinds.ts', import.meta.url);

/**
 * The module `virtual:kind-icons`: the Lucide icons that the kinds of records name, by their names. Lucide has thousands;
 * the page loads these only, as one file, once it shows the first of them.
 */
export function kindIcons(): Plugin {
  return {
    name: 'kind-icons',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      // By its address, so that the bundle of this configuration does not take in the server.
      const { kinds } = (await import(KINDS.href)) as { kinds: readonly { id: string; icon: string }[] };
      for (const kind of kinds) {
        const file = fileURLToPath(import.meta.resolve(`lucide-react/icons/${kind.icon}`));
        if (!existsSync(file))
          this.error(`The kind “${kind.id}” names an icon that Lucide does not have: ${kind.icon}`);
      }
      const icons = [...new Set(kinds.map(({ icon }) => icon))];
      return [
        ...icons.map((icon, index) => `import icon${index} from 'lucide-react/icons/${icon}';`),
        `export const kindIcons = {${icons.map((icon, index) => `'${icon}': icon${index}`).join(', ')}};`,
      ].join('\n');
    },
  };
}
