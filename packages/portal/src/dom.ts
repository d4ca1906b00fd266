type Child = Node | string | undefined | false

/** One element with attributes, listeners (`onclick` …) and children. Text is always a text node. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.replace(/^on/, ''), value)
    else if (value === true) element.setAttribute(key, '')
    else if (value !== false) element.setAttribute(key, value)
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child)
  return element
}

/** A link only to http(s) or into this page; anything else becomes text. */
export function link(target: string, text: string): Node {
  return /^(https?:\/\/|#\/|\/)/.test(target)
    ? el('a', { href: target, rel: 'noreferrer' }, text)
    : document.createTextNode(text)
}
