import { isOverview, type TimelineGeometry } from "./timeline-geometry.ts";

/** Moved less than this, px, it is a click. */
const CLICK = 4;
const ZOOM_PER_PIXEL = 1.0018;

/** What the pointer can do to a timeline; places in px from its upper left corner. */
export interface Pointed {
  readonly geometry: TimelineGeometry;
  pointAt(x: number, y: number): boolean;
  hideTip(): void;
  openAt(x: number, y: number): void;
  showCloseAt(x: number, y: number): void;
  centreOn(x: number): void;
  pan(by: number): void;
  change(change: (model: { zoom(factor: number, moment: number): void }) => void): void;
}

/** Lets the pointer move, zoom and choose. The wheel alone scrolls the page as ever; with Ctrl (or a pinch) it zooms. */
export function followPointer(box: HTMLElement, timeline: Pointed): void {
  let drag: { x: number; moved: number; isOverview: boolean } | undefined;
  const placeOf = (event: MouseEvent) => {
    const { left, top } = box.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { x, y } = placeOf(event);
    drag = { x, moved: 0, isOverview: isOverview(y) };
    if (drag.isOverview) timeline.centreOn(x);
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", (event) => {
    const { x, y } = placeOf(event);
    if (!drag) {
      box.style.cursor = timeline.pointAt(x, y) ? "pointer" : "";
      return;
    }
    drag.moved += Math.abs(x - drag.x);
    if (drag.isOverview) timeline.centreOn(x);
    else if (drag.moved > CLICK) timeline.pan(drag.x - x);
    drag.x = x;
    timeline.hideTip();
  });
  box.addEventListener("pointerup", (event) => {
    const { x, y } = placeOf(event);
    if (drag && !drag.isOverview && drag.moved <= CLICK) timeline.openAt(x, y);
    drag = undefined;
  });
  box.addEventListener("pointercancel", () => {
    drag = undefined;
  });
  box.addEventListener("pointerleave", () => timeline.hideTip());
  box.addEventListener("dblclick", (event) => {
    const { x, y } = placeOf(event);
    timeline.showCloseAt(x, y);
  });
  box.addEventListener(
    "wheel",
    (event) => {
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!event.ctrlKey && !event.metaKey && !isSideways) return;
      event.preventDefault();
      if (isSideways && !event.ctrlKey) timeline.pan(event.deltaX || event.deltaY);
      else {
        const moment = timeline.geometry.momentAt(placeOf(event).x);
        timeline.change((model) => model.zoom(ZOOM_PER_PIXEL ** event.deltaY, moment));
      }
    },
    { passive: false },
  );
}
