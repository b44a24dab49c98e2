/** What a tab may ask of the page around it. */
export interface TabPlace {
  /** What the tab shows now: the parameters its feed was asked with, as they stand in the address. */
  readonly parameters: URLSearchParams;
  /** Asks the feed for something else, and keeps that in the address. A parameter that is undefined is taken out. */
  ask(parameters: Record<string, string | undefined>): void;
}

/** What a tab shows. It is made once, when it is first looked at, and kept while others are shown. */
export interface TabView<Data> {
  element: HTMLElement;
  /** Shows what the feed has now. What is not different from before is the same object as before. */
  update(data: Data): void;
  /** The tab is shown, or no longer; listeners of the whole page belong to the one that is. */
  show?(isShown: boolean): void;
}

/** One of the tabs of the page. */
export interface Tab<Data = never> {
  /** Its name in the address, and of its feed. */
  name: string;
  title: string;
  /** To look at what it shows costs something: it is not looked at for long while nobody sees the page. */
  isCostly?: boolean;
  make(place: TabPlace): TabView<Data>;
}
