/** A browser with cookies that does what a person would: sends each form and clicks on the person it is told. */
export async function walkThrough(address: string, person: string): Promise<string> {
  const cookies = new Map<string, string>()
  let call: { url: string; form?: URLSearchParams } = { url: address }
  for (let step = 0; step < 20; step += 1) {
    const { text, location } = await open(call, cookies)
    const next = location === null ? nextOf(text, person, call.url) : { url: location }
    if (!next) return text
    call = { ...next, url: new URL(next.url, call.url).href }
  }
  throw new Error('the pages have no end')
}

type Call = { url: string; form?: URLSearchParams }

async function open({ url, form }: Call, cookies: Map<string, string>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form && { method: 'POST', body: form }),
  })
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    cookies.set(name, value)
  }
  return { text: await answer.text(), location: answer.headers.get('location') }
}

function nextOf(text: string, person: string, url: string): Call | undefined {
  const link = new RegExp(`href="([^"]+[?]person=${person})"`).exec(text)?.[1]
  if (link !== undefined) return { url: link }
  const action = /<form[^>]+action="([^"]+)"/.exec(text)?.[1]
  if (action === undefined) return undefined
  const form = new URLSearchParams()
  for (const [input] of text.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name !== undefined) form.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  return { url: new URL(action, url).href, form }
}
