/** Who somebody is, as the API tells of people: by name, else by e-mail. */
export function personName(person: Readonly<Record<string, unknown>>): string {
  const { name, email } = person
  if (typeof name === 'string') return name
  return typeof email === 'string' ? email : ''
}
