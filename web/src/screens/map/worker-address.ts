import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

let isSet = false;

/**
 * Sets the URL of the map's worker. The content security policy only accepts script URLs from the Trusted Types policy
 * `map-worker`; the library checks the end of the URL, for which the trusted object needs a method.
 */
export function setMapWorker(): void {
  if (isSet) return;
  isSet = true;
  const { trustedTypes } = window as unknown as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return setWorkerUrl(workerUrl);
  const policy = trustedTypes.createPolicy('map-worker', { createScriptURL: (address) => address });
  const address = Object.assign(policy.createScriptURL(workerUrl), {
    endsWith: (ending: string) => workerUrl.endsWith(ending),
    split: (separator: RegExp) => workerUrl.split(separator),
  });
  // Typed as text, but passed to `new Worker` unchanged.
  setWorkerUrl(address as unknown as string);
}

/** Used part of https://www.w3.org/TR/trusted-types/, which TypeScript's types lack. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): object };
}
