/* What robin_map.h declares, as far as a model sees it, reduced to names and
 * parameters. */
#pragma GCC system_header
#include <utility>

namespace tsl {
namespace detail_robin_hash {
template <class Key, class V> class robin_hash {
  public:
    template <bool IsConst> class robin_iterator {
      public:
        const std::pair<Key, V> &operator*() const;
        const std::pair<Key, V> *operator->() const;
        V &value() const;
        robin_iterator &operator++();
        robin_iterator operator++(int);
        friend bool operator==(const robin_iterator &a, const robin_iterator &b)
        {
            return a.bucket_ == b.bucket_;
        }
        friend bool operator!=(const robin_iterator &a, const robin_iterator &b)
        {
            return !(a == b);
        }

      private:
        void *bucket_;
    };
};
}

template <class K, class T> class robin_map {
  public:
    using key_type = K;
    using iterator =
        typename detail_robin_hash::robin_hash<K, T>::template robin_iterator<false>;
    iterator begin();
    iterator end();
    T &operator[](const K &key);
    T &at(const K &key);
    iterator erase(iterator it);
    unsigned long erase(const key_type &key);
    iterator find(const K &key);
};
}
