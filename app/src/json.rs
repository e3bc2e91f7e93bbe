//! JSON made into our types. The browser reads the text, since it can do so anyway; what is here
//! turns what it read into values, without the sentences that serde would have for each mistake.

use std::{fmt, vec};

use serde::{
    Deserializer,
    de::{
        self, IntoDeserializer, Visitor,
        value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

/// What stands in JSON.
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

#[cfg(feature = "csr")]
impl Value {
    /// Reads a text; `None` where it is no JSON.
    pub fn read(text: &str) -> Option<Self> {
        js_sys::JSON::parse(text).ok().map(|value| Self::of(&value))
    }

    fn of(value: &wasm_bindgen::JsValue) -> Self {
        use js_sys::{Array, Object};
        use wasm_bindgen::JsCast;
        if let Some(text) = value.as_string() {
            Value::Text(text)
        } else if let Some(number) = value.as_f64() {
            Value::Number(number)
        } else if let Some(truth) = value.as_bool() {
            Value::Bool(truth)
        } else if let Some(list) = value.dyn_ref::<Array>() {
            Value::List(list.iter().map(|it| Self::of(&it)).collect())
        } else if let Some(map) = value.dyn_ref::<Object>() {
            let entry = |entry: wasm_bindgen::JsValue| {
                let entry: Array = entry.unchecked_into();
                (entry.get(0).as_string().unwrap_or_default(), Self::of(&entry.get(1)))
            };
            Value::Map(Object::entries(map).iter().map(entry).collect())
        } else {
            Value::Null
        }
    }
}

/// It is not what was expected, as after an update of the server.
#[derive(Debug)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unreadable
    }
}

type Entries = MapDeserializer<'static, vec::IntoIter<(String, Value)>, Unreadable>;

fn entries(map: Vec<(String, Value)>) -> Entries {
    MapDeserializer::new(map.into_iter())
}

fn number<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value, Unreadable> {
    // All that we count are whole numbers.
    match number.fract() == 0.0 {
        true => visitor.visit_i64(number as i64),
        false => visitor.visit_f64(number),
    }
}

/// Methods that want one kind of value, and take no other.
macro_rules! only {
    ($($kind:ident($value:ident, $visitor:ident) => $visit:expr, for $($method:ident)+;)+) => {
        $($(
            fn $method<V: Visitor<'de>>(self, $visitor: V) -> Result<V::Value, Unreadable> {
                match self {
                    Value::$kind($value) => $visit,
                    _ => Err(Unreadable),
                }
            }
        )+)+
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::Number(it) => number(it, visitor),
            Value::Text(text) => visitor.visit_string(text),
            Value::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            Value::Map(map) => visitor.visit_map(entries(map)),
        }
    }

    only! {
        Bool(truth, visitor) => visitor.visit_bool(truth), for deserialize_bool;
        Number(it, visitor) => number(it, visitor),
            for deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
            deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64;
        Text(text, visitor) => visitor.visit_string(text),
            for deserialize_str deserialize_string deserialize_char deserialize_identifier;
        List(list, visitor) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            for deserialize_seq;
        Map(map, visitor) => visitor.visit_map(entries(map)), for deserialize_map;
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Value::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self {
            Value::Text(variant) => visitor.visit_enum(variant.into_deserializer()),
            Value::Map(map) => visitor.visit_enum(MapAccessDeserializer::new(entries(map))),
            _ => Err(Unreadable),
        }
    }

    forward_to_deserialize_any! {
        bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

impl IntoDeserializer<'_, Unreadable> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use shared::{
        community::Community,
        figures::Funnel,
        id::WishId,
        notice::{News, Notice},
        problem::{Kind, Problem},
        wish::{Decision, DeclineReason, MinePage, NewWish, PublicWish, Status},
    };

    use super::*;

    /// As the browser reads it.
    fn value(json: serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(truth) => Value::Bool(truth),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap()),
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Array(list) => Value::List(list.into_iter().map(value).collect()),
            serde_json::Value::Object(map) => {
                Value::Map(map.into_iter().map(|(name, it)| (name, value(it))).collect())
            }
        }
    }

    fn comes_back<T>(there: T)
    where
        T: Serialize + for<'de> Deserialize<'de> + PartialEq + fmt::Debug,
    {
        let json = serde_json::to_value(&there).unwrap();
        assert_eq!(T::deserialize(value(json)).unwrap(), there);
    }

    #[test]
    fn what_was_written_down_comes_back() {
        comes_back(Problem::fields([("title", Kind::Required), ("phone", Kind::Unreadable)]));
        comes_back(Problem::later(Kind::Busy, 2));
        comes_back(Funnel { posted: 130, claimed: 128, ..Funnel::default() });
        comes_back(NewWish { title: "灯".into(), age_band: None, ..NewWish::default() });
        let (reason, words) = (DeclineReason::Unclear, "说清楚一点".to_owned());
        comes_back(Decision::Decline { version: 3, reason, words: words.clone() });
        comes_back((Status::Open, Some(1.5), vec![Some(true), None]));
        let news =
            News::WishDeclined { wish: WishId::default(), title: "灯".into(), reason: words };
        let notices = vec![Notice { news, ..notice() }];
        comes_back(MinePage { notices, ..MinePage::default() });
    }

    fn notice() -> Notice {
        let json = serde_json::json!({
            "id": WishId::default(), "at": 1_795_276_740_000_i64, "news": { "is": "helper_approved" },
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn what_is_something_else_is_unreadable() {
        for wrong in [Value::Null, Value::Number(1.0), Value::Text("灯".into()), Value::Map(vec![])]
        {
            assert!(PublicWish::deserialize(wrong).is_err());
        }
        let list = Value::List(vec![Value::Bool(true)]);
        assert!(Vec::<Community>::deserialize(list).is_err());
        assert!(u8::deserialize(Value::Number(300.0)).is_err());
        assert!(Status::deserialize(Value::Text("lost".into())).is_err());
    }
}
