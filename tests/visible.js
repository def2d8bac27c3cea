// What a reader sees of each picture in a window: its texts and marks, and what is wrong with them.
// A mark is a text, an arrow, its head, the bars of a delay, a frame or a ring. `dim` is true where
// all but some loops are faded on purpose: then lines may be faint, and texts may not.
(dim) => {
  const LEAST = { text: 4.5, mark: 3 };
  const pictures = [...document.querySelectorAll("svg.cld-picture")];

  // -- colours --

  const colour = (said) => {
    const parts = said.match(/^rgba?\((.*)\)$/)?.[1].split(",").map(Number);
    return parts ? { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 } : null;
  };
  const over = (front, alpha, back) => front.map((part, at) => alpha * part + (1 - alpha) * back[at]);
  const brightness = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [brightness(one), brightness(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  // How much of a part there is: 0 where it or what it stands in is hidden.
  const strengths = new Map();
  function strength(part) {
    if (!part) return 1;
    if (!strengths.has(part)) {
      const { display, opacity } = getComputedStyle(part);
      strengths.set(part, display === "none" ? 0 : Number(opacity) * strength(part.parentElement));
    }
    return strengths.get(part);
  }
  const behindAll = (svg) => {
    for (let one = svg; one; one = one.parentElement) {
      const found = colour(getComputedStyle(one).backgroundColor);
      if (found?.alpha === 1) return found.rgb;
    }
    return [255, 255, 255];
  };

  // -- what is painted, in its order --

  function painted(svg) {
    return [...svg.querySelectorAll("rect, path, circle, text")].map((part) => {
      const style = getComputedStyle(part);
      const shown = style.visibility === "visible" ? strength(part) : 0;
      const fill = colour(style.fill), stroke = colour(style.stroke);
      return {
        part, style, shown, box: part.getBBox(),
        fill, filled: fill ? fill.alpha * Number(style.fillOpacity) * shown : 0,
        stroke, stroked: stroke ? stroke.alpha * Number(style.strokeOpacity) * shown : 0,
      };
    });
  }
  const within = (box, { x, y }) =>
    x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
  const at = ({ x, y }) => new DOMPoint(x, y);
  const fills = ({ part, box, filled }, point) =>
    filled > 0.05 && part.tagName !== "text" && within(box, point) && part.isPointInFill(at(point));
  const strikes = ({ part, stroked }, point) =>
    stroked > 0.05 && part.tagName !== "text" && part.isPointInStroke(at(point));
  const writes = ({ part, box, filled }, point) =>
    filled > 0.05 && part.tagName === "text" && within(box, point);
  // Where a mark is looked at: along a line, in the middle of a head, between the letters of a text.
  function places({ part, box }) {
    if (part.tagName === "text") {
      const lines = part.children.length ? [...part.children] : [part];
      return lines.map((line) => line.getBBox()).flatMap((line) => [0.1, 0.3, 0.5, 0.7, 0.9].map(
        (part) => ({ x: line.x + part * line.width, y: line.y + 0.55 * line.height })));
    }
    if (part.matches(".cld-head")) return [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    const long = part.getTotalLength();
    return [0.1, 0.3, 0.45, 0.7, 0.9].map((at) => part.getPointAtLength(at * long));
  }

  function look(svg) {
    const faults = [], all = painted(svg), back = behindAll(svg);
    const frame = svg.getBoundingClientRect(), toScreen = svg.getScreenCTM();
    const clips = [];
    for (let one = svg.parentElement; one; one = one.parentElement) {
      if (getComputedStyle(one).overflow !== "visible") clips.push(one.getBoundingClientRect());
    }
    const inside = (box, room) => box.left >= room.left - 1 && box.right <= room.right + 1
      && box.top >= room.top - 1 && box.bottom <= room.bottom + 1;
    const page = { left: 0, top: 0, right: document.documentElement.scrollWidth - scrollX,
      bottom: document.documentElement.scrollHeight - scrollY };

    function check(mark, index) {
      const { part, style, shown } = mark, isText = part.tagName === "text";
      const group = part.closest("g"), told = group.querySelector("title")?.textContent ?? "";
      const fault = (said) => faults.push(`${part.getAttribute("class")} of “${told}”: ${said}`);
      const how = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
      if (!shown || !part.checkVisibility(how)) return fault("is hidden");
      const box = part.getBoundingClientRect();
      if (isText ? !box.width || !box.height : !box.width && !box.height) return fault("has no size");
      for (const room of [frame, page, ...clips]) {
        if (!inside(box, room)) return fault("lies outside");
      }
      const isFilled = isText || part.matches(".cld-head");
      const ink = isFilled ? mark.fill : mark.stroke, alpha = isFilled ? mark.filled : mark.stroked;
      if (!alpha) return fault("has no colour");
      if (!isFilled && parseFloat(style.strokeWidth) < 0.5) return fault("is too thin");
      if (isText && (part.textContent.trim() === "" || style.textTransform !== "none"
        || parseFloat(style.fontSize) < 5)) return fault("cannot be read");

      for (const point of places(mark)) {
        let behind = back;
        for (const other of all.slice(0, index)) {
          if (fills(other, point)) behind = over(other.fill.rgb, other.filled, behind);
        }
        const apart = contrast(over(ink.rgb, alpha, behind), behind);
        if (!(dim && !isText) && apart < LEAST[isText ? "text" : "mark"]) {
          return fault(`stands out by ${apart.toFixed(2)} alone`);
        }
        const onScreen = new DOMPoint(point.x, point.y).matrixTransform(toScreen);
        const stack = document.elementsFromPoint(onScreen.x, onScreen.y);
        const first = stack.findIndex((one) => svg.contains(one));
        if (first < 0) return fault("is off the screen");
        if (first > 0) return fault(`lies under ${stack[0].tagName} of the page`);
        // Lines pass under names and other lines. A line may cross the length of a delay, too,
        // where there is no other room for it; all other marks lie under nothing.
        if (part.matches(".cld-line, .cld-frame, .cld-ring")) continue;
        const bare = !part.matches("text.cld-delay");
        const cover = all.slice(index + 1).find((other) =>
          fills(other, point) || writes(other, point) || (bare && strikes(other, point)));
        if (cover) return fault(`lies under ${cover.part.getAttribute("class")}`);
      }
    }
    const marks = "text, .cld-line, .cld-head, .cld-bars, .cld-frame, .cld-ring";
    all.forEach((one, index) => { if (one.part.matches(marks)) check(one, index); });

    const texts = (group, which) => [...group.querySelectorAll(which)].map((one) =>
      (one.children.length ? [...one.children].map((line) => line.textContent) : [one.textContent]));
    const groups = (which) => [...svg.querySelectorAll(`:scope > g.cld-${which}`)];
    const said = (group, key) => group.getAttribute(`data-cld-${key}`);
    return {
      faults,
      paper: all[0].style.fill,
      variables: groups("variable").map((group) => [
        said(group, "name"), said(group, "kind"), texts(group, ".cld-name"),
        group.querySelectorAll(".cld-frame").length,
      ]),
      links: groups("link").map((group) => [
        said(group, "from"), said(group, "to"), texts(group, ".cld-sign"),
        group.querySelectorAll(".cld-bars").length, texts(group, "text.cld-delay"),
      ]),
      loops: groups("loop").map((group) => [said(group, "loop"), texts(group, ".cld-badge")]),
    };
  }

  return pictures.map((svg) => {
    svg.scrollIntoView({ block: "center", behavior: "instant" });
    return look(svg);
  });
}
