const id = 'announcement'
const shownMs = 8000

let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Shows a sentence at the foot of the window for a while, and has it read out. It stands outside what React draws:
 * whatever reported the act may be gone once the page has been drawn anew.
 */
export function announce(text: string): void {
  const place = document.getElementById(id) ?? madePlace()
  clearTimeout(timer)
  // A live region is read out when its content changes, not when it comes into being.
  requestAnimationFrame(() => {
    place.textContent = text
  })
  timer = setTimeout(() => {
    place.textContent = ''
  }, shownMs)
}

function madePlace(): HTMLElement {
  const place = document.createElement('p')
  place.id = id
  place.setAttribute('role', 'status')
  place.dataset.print = 'no'
  place.className =
    'fixed inset-x-4 bottom-4 z-20 mx-auto w-fit max-w-[36rem] rounded border border-ok/25 bg-ok-wash px-4 py-3 ' +
    'font-medium text-ink shadow-card wrap-anywhere empty:hidden'
  document.body.append(place)
  return place
}
