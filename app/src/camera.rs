//! QR codes through the camera of this phone: by the browser where it can read them itself, else by
//! a reader of our own.

use js_sys::{Array, Function, Reflect, Uint8Array};
use leptos::prelude::document;
use rqrr::PreparedImage;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::js::{self, Refused, call, get, object, promised, set};

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCamera {
    /// Whoever holds the phone, or its settings, said no.
    Refused,
    /// This phone or browser has none to give.
    Missing,
}

/// A code is read well with the longer side of so many points, and quickly.
const SIDE: f64 = 720.0;

/// A camera that is on, shown in an element of the page.
pub struct Camera {
    stream: JsValue,
    video: JsValue,
    reader: Option<JsValue>,
}

impl Camera {
    /// Asks for the camera at the back, and shows what it sees.
    ///
    /// # Errors
    /// When there is none to be had.
    pub async fn open(video: &Element) -> Result<Self, NoCamera> {
        let devices = get(&js::global("navigator"), "mediaDevices");
        if devices.is_undefined() {
            return Err(NoCamera::Missing);
        }
        let back = object([("facingMode", "environment".into())]);
        let stream = promised(&devices, "getUserMedia", [object([("video", back)])]).await;
        let stream = stream.map_err(|why| {
            let refused = get(&why, "name").as_string().is_some_and(|it| it == "NotAllowedError");
            if refused { NoCamera::Refused } else { NoCamera::Missing }
        })?;
        let video: JsValue = video.clone().into();
        set(&video, "srcObject", &stream);
        let camera = Self { stream, video, reader: reader() };
        // A page that was left meanwhile has no picture any more.
        promised(&camera.video, "play", []).await.map_err(|_| NoCamera::Missing)?;
        Ok(camera)
    }

    /// What is written in the code that it sees just now, if there is one.
    pub async fn look(&mut self) -> Option<String> {
        if let Some(reader) = &self.reader {
            match promised(reader, "detect", [self.video.clone()]).await {
                Ok(found) => {
                    let first = found.unchecked_into::<Array>().get(0);
                    return get(&first, "rawValue").as_string();
                }
                // Some browsers have a reader that reads nothing.
                Err(_) => self.reader = None,
            }
        }
        self.picture().ok().flatten().and_then(|picture| picture.read())
    }

    /// The picture of the moment, in grey.
    fn picture(&self) -> Result<Option<Picture>, Refused> {
        let side = |name: &str| get(&self.video, name).as_f64().unwrap_or_default();
        let (width, height) = (side("videoWidth"), side("videoHeight"));
        if width < 1.0 || height < 1.0 {
            return Ok(None);
        }
        let smaller = (SIDE / width.max(height)).min(1.0);
        let (width, height) = ((width * smaller).floor(), (height * smaller).floor());
        let canvas: JsValue = document().create_element("canvas")?.into();
        set(&canvas, "width", &width.into());
        set(&canvas, "height", &height.into());
        let often = object([("willReadFrequently", true.into())]);
        let paper = call(&canvas, "getContext", ["2d".into(), often])?;
        let all = [0.into(), 0.into(), width.into(), height.into()];
        let [left, top, right, bottom] = all.clone();
        call(&paper, "drawImage", [self.video.clone(), left, top, right, bottom])?;
        let points = get(&call(&paper, "getImageData", all)?, "data");
        let colours = Uint8Array::new(&get(&points, "buffer")).to_vec();
        let grey = colours.chunks_exact(4).map(|it| {
            let [red, green, blue] = [it[0], it[1], it[2]].map(u32::from);
            ((red * 3 + green * 6 + blue) / 10) as u8
        });
        Ok(Some(Picture { width: width as usize, grey: grey.collect() }))
    }
}

impl Drop for Camera {
    /// The light beside the camera goes out.
    fn drop(&mut self) {
        if let Ok(tracks) = call(&self.stream, "getTracks", []) {
            for track in tracks.unchecked_into::<Array>().iter() {
                let _ = call(&track, "stop", []);
            }
        }
        set(&self.video, "srcObject", &JsValue::NULL);
    }
}

/// The browser's own reader of codes.
fn reader() -> Option<JsValue> {
    let class: Function = js::global("BarcodeDetector").dyn_into().ok()?;
    let formats = js::list(["qr_code".into()]);
    let of = object([("formats", formats.into())]);
    Reflect::construct(&class, &js::list([of])).ok()
}

struct Picture {
    width: usize,
    grey: Vec<u8>,
}

impl Picture {
    fn read(&self) -> Option<String> {
        let (width, height) = (self.width, self.grey.len() / self.width);
        let point = |x: usize, y: usize| self.grey[y * width + x];
        let mut picture = PreparedImage::prepare_from_greyscale(width, height, point);
        let found = picture.detect_grids();
        found.into_iter().find_map(|it| it.decode().ok()).map(|(_, text)| text)
    }
}
