/** The server writes the nonce of this answer into the document; styles made here have to carry it. */
export function styleNonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
