const browsers = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/(?:Headless)?Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const systems = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** What a browser calls itself, as people call it: `Firefox, Windows`; what is not known stays as it is. */
export function agentText(agent: string): string {
  const found = [browsers, systems].map((names) => names.find(([sign]) => sign.test(agent))?.[1])
  const known = found.filter((name) => name !== undefined)
  return known.length > 0 ? known.join(', ') : agent.slice(0, 80)
}
