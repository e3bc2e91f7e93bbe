//! What an endpoint is. The list of them is in [`crate::api`].

use http::Method;
use serde::{Serialize, de::DeserializeOwned};

use crate::{policy::Access, problem::Problem};

/// Every write says in this header with which [`API_VERSION`] the app was built. Another site
/// cannot make a browser send it.
pub const VERSION_HEADER: &str = "x-linyuan";

/// Moves on when an older app could misunderstand the server; it then asks for a reload.
pub const API_VERSION: u32 = 1;

/// One operation of the API: the server mounts it, the app calls it, the tests walk through it.
///
/// Invariant: a GET changes nothing.
pub trait Endpoint: Copy + Send + Sync + 'static {
    const ROUTE: Route;
    /// What fills the `{…}` of the path: nothing, one id, or a pair.
    type Params: Params;
    /// The query string of a GET, the JSON body of anything else; `()` for none.
    type Input: Data;
    type Output: Data;

    /// Path and query of a call.
    fn url(params: &Self::Params, input: &Self::Input) -> Result<String, Problem> {
        let url = fill(Self::ROUTE.path, params.values());
        if Self::ROUTE.method != Method::GET {
            return Ok(url);
        }
        let query = serde_urlencoded::to_string(input).map_err(Problem::bug)?;
        Ok(if query.is_empty() { url } else { format!("{url}?{query}") })
    }

    /// Body of a call, or nothing.
    fn body(input: &Self::Input) -> Result<Option<String>, Problem> {
        match Self::ROUTE.method {
            Method::GET => Ok(None),
            _ => serde_json::to_string(input).map(Some).map_err(Problem::bug),
        }
    }
}

/// Where an endpoint is, and who may call it.
#[derive(Clone, Debug)]
pub struct Route {
    pub name: &'static str,
    pub about: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
}

impl Route {
    /// Whether it belongs to one community, whose key is then the first part of its path.
    pub fn is_of_community(&self) -> bool {
        self.path.starts_with("/api/{community}/")
    }

    pub fn writes(&self) -> bool {
        self.method != Method::GET
    }
}

/// What travels as JSON or as a query.
pub trait Data: Serialize + DeserializeOwned + Described + Send + 'static {}
impl<T: Serialize + DeserializeOwned + Described + Send + 'static> Data for T {}

/// What the OpenAPI document can describe; anything, where there is no such document.
#[cfg(feature = "schema")]
pub use schemars::JsonSchema as Described;
#[cfg(not(feature = "schema"))]
pub trait Described {}
#[cfg(not(feature = "schema"))]
impl<T> Described for T {}

/// What fills the `{…}` of a path, in order.
pub trait Params: DeserializeOwned + Send + 'static {
    fn values(&self) -> Vec<String>;
}

impl Params for () {
    fn values(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Params for String {
    fn values(&self) -> Vec<String> {
        vec![self.clone()]
    }
}

impl<A: Params, B: Params> Params for (A, B) {
    fn values(&self) -> Vec<String> {
        [self.0.values(), self.1.values()].concat()
    }
}

/// Puts the values in the place of `{…}`, in order.
fn fill(path: &str, values: Vec<String>) -> String {
    let mut values = values.into_iter();
    path.split('/')
        .map(|part| match part.starts_with('{') {
            true => values.next().unwrap_or_default(),
            false => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Something that is done with every endpoint of the table, types and all.
pub trait Visitor {
    fn visit<E: Endpoint>(&mut self);
}

/// Turns the table of [`crate::api`] into one type per endpoint, and two ways to see them all.
macro_rules! endpoints {
    ($(then $more:ident;)? $(
        $(#[doc = $about:literal])+
        $name:ident: $method:ident $path:literal $([$params:ty])? $(($input:ty))? -> $output:ty, $access:ident;
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl crate::endpoint::Endpoint for $name {
                const ROUTE: crate::endpoint::Route = crate::endpoint::Route {
                    name: stringify!($name),
                    about: concat!($($about),+),
                    method: http::Method::$method,
                    path: concat!("/api", $path),
                    access: crate::policy::Access::$access,
                };
                type Params = endpoints!(@or_unit $($params)?);
                type Input = endpoints!(@or_unit $($input)?);
                type Output = $output;
            }
        )+

        /// Every route, for whoever walks through them.
        pub fn routes() -> Vec<crate::endpoint::Route> {
            let all = vec![$(<$name as crate::endpoint::Endpoint>::ROUTE),+];
            $(let all = [all, $more::routes()].concat();)?
            all
        }

        /// Shows every endpoint, in the order of the table.
        pub fn visit(visitor: &mut impl crate::endpoint::Visitor) {
            $(visitor.visit::<$name>();)+
            $($more::visit(visitor);)?
        }
    };
    (@or_unit) => { () };
    (@or_unit $type:ty) => { $type };
}
pub(crate) use endpoints;
