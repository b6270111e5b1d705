declare global {
  // The name used by the `get-nonce` package, with which the dialogs' scroll lock styles the page.
  // oxlint-disable-next-line no-underscore-dangle -- theirs
  var __webpack_nonce__: string | undefined;
}

/** Gives the page's nonce to libraries that add style elements, which the content security policy requires. */
export function setStyleNonce(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  // oxlint-disable-next-line no-underscore-dangle -- theirs
  globalThis.__webpack_nonce__ = meta?.nonce;
}
